/// What functions of users implement: all that their code sees of Stint.
///
/// A jar lists its functions by class name, one a line, in
/// `META-INF/services/dev.stint.function.ScalarFunction` and `…AggregateFunction`, as
/// [java.util.ServiceLoader] reads them. Each class has a public constructor without arguments. The
/// jar holds what its classes need besides this package and the JDK.
///
/// Types are named as in SQL (`bigint`, `decimal(10,2)`, `time(6)`). Values are, by type:
///
/// | SQL | Java |
/// | --- | --- |
/// | boolean | Boolean |
/// | tinyint, smallint, int, bigint | Byte, Short, Integer, Long |
/// | float, double | Float, Double |
/// | decimal(p,s) | BigDecimal, of the scale s |
/// | string | String |
/// | binary | `byte[]`, which must not be changed |
/// | date | LocalDate |
/// | timestamp | Instant, of microseconds |
/// | timestamp_ntz | LocalDateTime, of microseconds |
/// | time(p) | LocalTime |
/// | interval year to month | Period, of months |
/// | interval day to second | Duration, of microseconds |
///
/// A result may also be a whole number of another width, if it fits, and a BigDecimal of another
/// scale, if no digit is lost.
@NullMarked
package dev.stint.function;

import org.jspecify.annotations.NullMarked;

package dev.stint.plan.type;

/// The families of SQL types, in the order in which numbers widen.
public enum TypeKind {
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INT,
  BIGINT,
  DECIMAL,
  FLOAT,
  DOUBLE,
  STRING,
  BINARY,
  DATE,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  TIME,
  YEAR_MONTH_INTERVAL,
  DAY_TIME_INTERVAL,
  VOID
}

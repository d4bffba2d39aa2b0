/// Reading Parquet: row groups through Apache Parquet, pages by column decoders of our own.
@NullMarked
package dev.stint.executor.scan.parquet;

import org.jspecify.annotations.NullMarked;

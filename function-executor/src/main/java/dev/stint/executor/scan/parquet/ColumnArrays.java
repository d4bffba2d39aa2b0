package dev.stint.executor.scan.parquet;

import dev.stint.plan.type.PhysicalType;

/// What is used again for all row groups of a column: the arrays of its vectors and of its pages.
record ColumnArrays(ColumnAssembler assembler, PageBuffers pages) {

  static ColumnArrays of(PhysicalType type) {
    var pages = type == PhysicalType.BYTES ? PageBuffers.ofShared() : PageBuffers.ofCopied();
    return new ColumnArrays(ColumnAssembler.of(type), pages);
  }
}

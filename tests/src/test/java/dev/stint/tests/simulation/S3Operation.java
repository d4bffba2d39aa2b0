package dev.stint.tests.simulation;

/// A request to S3, by the rate and the price class it belongs to.
enum S3Operation {
  GET(Load.READ),
  HEAD(Load.READ),
  LIST(Load.READ),
  PUT(Load.WRITE),
  DELETE(Load.WRITE),
  START_UPLOAD(Load.WRITE),
  UPLOAD_PART(Load.WRITE),
  COMPLETE_UPLOAD(Load.WRITE),
  ABORT_UPLOAD(Load.WRITE);

  /// Which of a prefix's two rates it counts for, and whose latency it has.
  enum Load {
    READ,
    WRITE
  }

  private final Load load;

  S3Operation(Load load) {
    this.load = load;
  }

  Load load() {
    return load;
  }
}

package dev.stint.tests.faults;

/// What goes wrong with one request to S3.
enum RequestFault {
  NONE,
  /// 503, asks to slow down.
  SLOW_DOWN,
  /// 500.
  ERROR,
  /// The connection ends before S3 has the request.
  LOST,
  /// The connection ends while S3 receives the request.
  CUT_REQUEST,
  /// S3 carries the request out, and the connection ends without an answer.
  LOST_ANSWER,
  /// S3 carries the request out, and the connection ends within the answer.
  CUT_ANSWER,
  /// A bit of a segment is read wrongly. Of other requests nothing would tell: nothing happens.
  FLIPPED_BIT
}

package dev.stint.sql.request;

/// How many bytes of rows, by their guessed width, one side of a join may have to be broadcast:
/// read whole by every function that works on the other side, which then stays where it is.
///
/// Up to `always` it is whatever the other side has. Above, the other side must have so much more
/// that moving it costs more than reading the broadcast several times; and never more than `most`,
/// which the tables of a function's joins must find room for.
public record BroadcastLimits(long always, long most) {

  /// Of functions of some 1.5 GB.
  public static final BroadcastLimits DEFAULT = new BroadcastLimits(10L << 20, 64L << 20);

  /// Nothing is broadcast that has rows.
  public static final BroadcastLimits NONE = new BroadcastLimits(0, 0);

  /// A table of narrow rows takes up to six times their bytes, and a stage may hold several.
  private static final long OPERATOR_BYTES_PER_BYTE = 12;

  /// The other side is taken to be worked on by no fewer functions.
  private static final double FEWEST_READERS = 10;

  public BroadcastLimits {
    if (always < 0 || most < always) {
      throw new IllegalArgumentException(always + ", " + most);
    }
  }

  /// For functions whose operators may hold `operatorBytes`.
  public static BroadcastLimits ofOperators(long operatorBytes) {
    long always = DEFAULT.always();
    return new BroadcastLimits(always, Math.max(always, operatorBytes / OPERATOR_BYTES_PER_BYTE));
  }

  /// The limit for a side whose other side has `otherBytes`.
  public double beside(double otherBytes) {
    return beside(otherBytes, 0);
  }

  /// The limit for a side whose other side has `otherBytes` and is read by about so many tasks.
  public double beside(double otherBytes, double tasks) {
    return Math.clamp(otherBytes / Math.max(FEWEST_READERS, tasks), (double) always, (double) most);
  }
}

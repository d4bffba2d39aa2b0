package dev.stint.executor.scan.warm;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ranges of objects that a process keeps from one attempt to the next, so that a warm function
/// asks for them once. They take an eighth of the heap, and yield it to what needs it more. Safe
/// for use by many threads.
///
/// Where there is no room, a range drives out those that were not asked for since it was last asked
/// for itself. So what is read once drives out nothing, and of a table that is larger than the room
/// a part stays, however often it is read from end to end (after the inter-reference recency of S.
/// Jiang, X. Zhang: LIRS, 2002).
public final class Ranges {

  private static final int HEAP_SHARE = 8;

  /// A range that was asked for longer ago counts as new.
  private static final int MAX_MISSED = 4096;

  private record Key(FileVersion version, long offset, int length) {}

  /// `sinceAsked` is how many others were asked for between the last two times.
  private record Missed(long time, long sinceAsked) {}

  private static final class Kept {
    final SoftReference<byte[]> bytes;
    final int length;
    long time;

    Kept(byte[] bytes, long time) {
      this.bytes = new SoftReference<>(bytes);
      this.length = bytes.length;
      this.time = time;
    }
  }

  private final long maxBytes;

  /// The one asked for last is the last.
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  /// Asked for and not kept.
  private final Map<Key, Missed> missed = new LinkedHashMap<>();

  private long keptBytes;

  /// How many ranges were asked for.
  private long time;

  public Ranges() {
    this(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  Ranges(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// The range, to be read and not written; `null` where it is not kept, or the file may change
  /// (`version` is `null`).
  public synchronized @Nullable ByteBuffer find(
      @Nullable FileVersion version, long offset, int length) {
    if (version == null) {
      return null;
    }
    time++;
    var key = new Key(version, offset, length);
    var range = kept.get(key);
    byte[] bytes = range == null ? null : range.bytes.get();
    if (range != null && bytes != null) {
      range.time = time;
      return ByteBuffer.wrap(bytes);
    }
    if (range != null) {
      // The heap needed its room.
      kept.remove(key);
      leave(key, range);
    }
    var before = missed.remove(key);
    miss(key, before == null ? Long.MAX_VALUE : time - before.time, time);
    return null;
  }

  /// What was kept is no more.
  private void leave(Key key, Kept range) {
    keptBytes -= range.length;
    miss(key, Long.MAX_VALUE, range.time);
  }

  private void miss(Key key, long sinceAsked, long askedAt) {
    missed.put(key, new Missed(askedAt, sinceAsked));
    if (missed.size() > MAX_MISSED) {
      missed.remove(missed.keySet().iterator().next());
    }
  }

  /// Keeps a copy of the range, which was asked for in vain, if it is worth more than what it would
  /// drive out. `bytes` begin at `offset` of a file.
  public synchronized void offer(@Nullable FileVersion version, long offset, ByteBuffer bytes) {
    int length = bytes.remaining();
    if (version == null || length > maxBytes) {
      return;
    }
    var key = new Key(version, offset, length);
    var asked = missed.get(key);
    if (asked == null || !makeRoom(length, asked.sinceAsked)) {
      return;
    }
    missed.remove(key);
    byte[] copy = new byte[length];
    bytes.get(bytes.position(), copy);
    kept.put(key, new Kept(copy, asked.time));
    keptBytes += length;
  }

  private boolean makeRoom(int length, long sinceAsked) {
    for (var eldest = kept.entrySet().iterator(); keptBytes + length > maxBytes; ) {
      var entry = eldest.next();
      if (time - entry.getValue().time <= sinceAsked) {
        return false;
      }
      eldest.remove();
      leave(entry.getKey(), entry.getValue());
    }
    return true;
  }

  synchronized void clear() {
    kept.clear();
    missed.clear();
    keptBytes = 0;
  }
}

package dev.stint.executor.scan.parquet;

import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.scan.source.ReadFailures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Has the bytes of row groups fetched before they are read, and reserves the memory that they take
/// until they are done with: several row groups at a time, so that small ones share a request and
/// large ones wait for none, as far as the attempt's memory has room. Of a file of this machine,
/// which is read where it lies, one row group ahead.
final class ReadAhead {

  /// Larger requests are not faster, and what they bring is held as a whole.
  static final long MAX_REQUEST_BYTES = 8 << 20;

  /// Over so much that nobody wants it is cheaper to read on than to ask again: half of what comes
  /// in the time of a request, since requests wait beside each other and bytes do not.
  private static final long MAX_GAP_BYTES = 512 << 10;

  /// In 27 ms, half of S3's answers begin: so much on its way is 620 MB/s, about a function's
  /// burst.
  private static final long AHEAD_BYTES = 16 << 20;

  private final String path;
  private final FetchedStream stream;
  private final List<WantedGroup> groups;
  private final MemoryBudget memory;

  /// Most of the memory is the operators'.
  private final long aheadBytes;

  /// Of each row group: what it holds, and those fetched ranges that no later one uses.
  private final long[] heldBytes;

  private final List<List<ByteRange>> requests = new ArrayList<>();
  private int end;

  ReadAhead(String path, FetchedStream stream, List<WantedGroup> groups, MemoryBudget memory) {
    this.path = path;
    this.stream = stream;
    this.groups = groups;
    this.memory = memory;
    this.aheadBytes = stream.canFetch() ? Math.min(AHEAD_BYTES, memory.limitBytes() / 8) : 0;
    this.heldBytes = new long[groups.size()];
    groups.forEach(_ -> requests.add(List.of()));
  }

  /// Has the row group of that place fetched, and later ones if there is room.
  void need(int group) {
    if (group >= end) {
      fetchTo(Math.max(group + 1, roomyEnd()));
    }
  }

  /// Has it fetched, and later ones, if there is room; says whether there was.
  boolean fetchIfRoom(int group) {
    if (group >= end || isHalfUsed(group)) {
      fetchTo(roomyEnd());
    }
    return group < end;
  }

  private boolean isHalfUsed(int group) {
    return bytes(group, end) < aheadBytes / 2;
  }

  /// The end of the row groups that there is room for.
  private int roomyEnd() {
    long room = memory.limitBytes() / 2 - memory.reservedBytes();
    int to = end;
    while (to < groups.size()
        && (to == end || bytes(end, to + 1) <= aheadBytes)
        && held(end, to + 1) <= room) {
      to++;
    }
    return to;
  }

  private long bytes(int from, int to) {
    return groups.subList(from, to).stream().mapToLong(WantedGroup::chunkBytes).sum();
  }

  private long held(int from, int to) {
    return groups.subList(from, to).stream()
        .mapToLong(group -> group.chunkBytes() + group.decodedBytes())
        .sum();
  }

  private void fetchTo(int to) {
    var chunks = wholeChunks(end, to);
    var recalled = stream.recall(chunks);
    var missing = chunks.stream().filter(chunk -> !recalled.contains(chunk)).toList();
    var merged = ByteRange.merged(missing, gap(), MAX_REQUEST_BYTES);
    var held = Stream.concat(recalled.stream(), merged.stream()).toList();
    while (end < to) {
      requests.set(end, endingIn(end, held));
      long bytes = bytes(end);
      memory.reserve("reading " + path, bytes);
      heldBytes[end] = bytes;
      end++;
    }
    try {
      stream.fetch(merged, missing);
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  /// Of those that can be fetched before they are read.
  private List<ByteRange> wholeChunks(int from, int to) {
    return stream.canFetch()
        ? groups.subList(from, to).stream().flatMap(group -> group.wholeChunks().stream()).toList()
        : List.of();
  }

  private long gap() {
    return Math.clamp((memory.limitBytes() - memory.reservedBytes()) / 64, 0, MAX_GAP_BYTES);
  }

  private List<ByteRange> endingIn(int group, List<ByteRange> held) {
    var chunks = wholeChunks(group, group + 1);
    return held.stream()
        .filter(range -> chunks.stream().anyMatch(chunk -> chunk.to() == range.to()))
        .toList();
  }

  private long bytes(int group) {
    var wanted = groups.get(group);
    long fetched =
        wholeChunks(group, group + 1).isEmpty()
            ? wanted.chunkBytes()
            : requests.get(group).stream().mapToLong(ByteRange::length).sum();
    return fetched + wanted.decodedBytes();
  }

  /// The reader has taken the row group's bytes.
  void taken(int group) {
    stream.forget(requests.get(group));
  }

  /// The row group is done with.
  void release(int group) {
    memory.release(heldBytes[group]);
    heldBytes[group] = 0;
  }

  /// Ends what is under way, so that nobody waits for it.
  void giveUp() {
    try {
      stream.close();
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  /// All are done with.
  void close() {
    for (int group = 0; group < heldBytes.length; group++) {
      release(group);
    }
  }
}

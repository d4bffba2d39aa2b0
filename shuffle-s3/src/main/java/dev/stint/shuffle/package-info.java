/// The exchange between stages: how rows get from the tasks that make them to the tasks that need
/// them.
///
/// # Range borders and the index
///
/// A segment's rows ascend by key. Its index holds, for every block, the keys of the block's first
/// and last row, both inclusive. A partition is a [dev.stint.plan.task.KeyRange]: its lower border
/// is inclusive, its upper exclusive, so that ranges that share a border neither overlap nor leave
/// a gap.
///
/// - A block belongs to a partition's reading when `range.overlaps(firstKey, lastKey)`. Since keys
///   ascend, these blocks are adjacent in the object: one ranged read fetches them.
/// - A border may lie anywhere, between two keys or on one that occurs in several blocks and
///   segments. Only blocks that a border cuts, at most the first and the last of each segment, are
///   read by both neighbours, and each of the two drops the rows that are the other's. Blocks that
///   no border cuts are taken whole, without a look at their keys beyond the check of their order.
/// - So rows are never lost or doubled, wherever the borders are; borders only decide how even the
///   partitions are. Sizes can be added up block by block, a cut block counted once on each side.
/// - All rows of one key are in one partition, because a border cannot divide equal keys. A key too
///   large for one task is divided by segments instead, never by a border.
/// - The key of a hash exchange is the bucket in two bytes, big endian; the border behind the last
///   bucket is `SortableKey.ofBucket(bucketCount)`. In an unkeyed exchange every key is empty: only
///   `KeyRange.ALL` makes sense.
@NullMarked
package dev.stint.shuffle;

import org.jspecify.annotations.NullMarked;

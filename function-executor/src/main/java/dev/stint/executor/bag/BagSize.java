package dev.stint.executor.bag;

import dev.stint.executor.kernel.Bag;

/// Of a bag: how many elements there are, each as often as it is there, and what they take.
public record BagSize(long elements, long bytes) {

  public static final BagSize NONE = new BagSize(0, 0);

  /// Goes through all entries, then begins again with the first.
  public static BagSize of(Bag bag) {
    long elements = 0;
    long bytes = 0;
    bag.rewind();
    while (bag.next()) {
      elements += bag.count();
      bytes += bag.count() * bag.elementLength();
    }
    bag.rewind();
    return new BagSize(elements, bytes);
  }
}

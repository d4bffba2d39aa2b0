package dev.stint.tests.simulation;

import java.util.SplittableRandom;

/// Where the chance of a world comes from. Each purpose has a stream of its own, found by its name,
/// so that one more draw for one purpose changes nothing for any other.
record Chance(long seed) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /// The numbers for one purpose; the same ones each time it is asked for.
  SplittableRandom stream(String purpose) {
    return new SplittableRandom(mixed(purpose));
  }

  /// The chance of a part of the world, whose purposes are apart from those of all other parts.
  Chance part(String name) {
    return new Chance(mixed(name));
  }

  private long mixed(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    // The splitting generator's own finisher, so that close seeds and names are far apart.
    long mixed = seed + hash;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

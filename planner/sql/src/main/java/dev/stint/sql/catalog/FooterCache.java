package dev.stint.sql.catalog;

import dev.stint.sql.catalog.ParquetFooters.Footer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Remembers what the footers of Parquet files say, from one statement of a session to the next: of
/// each version of a file, which a listing tells by its ETag, or by its size and the time of its
/// last change. Forgets those that were not asked for the longest when they grow too many. Safe for
/// threads.
public final class FooterCache {

  /// What may be remembered, in column chunks, of a few hundred bytes each.
  private static final int MAX_CHUNKS = 200_000;

  /// A file that was changed so lately may be changed again without another time to tell.
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private record Version(String path, long bytes, @Nullable String eTag, long modifiedMillis) {

    static Version of(TableFile file) {
      return new Version(file.path(), file.bytes(), file.eTag(), file.modifiedMillis());
    }
  }

  private final InstantSource clock;
  private final int maxChunks;

  /// The one asked for last is the last.
  private final Map<Version, Footer> footers = new LinkedHashMap<>(16, 0.75f, true);

  private long chunks;

  public FooterCache() {
    this(InstantSource.system(), MAX_CHUNKS);
  }

  FooterCache(InstantSource clock, int maxChunks) {
    this.clock = clock;
    this.maxChunks = maxChunks;
  }

  /// What is remembered of the version of the file that was listed.
  synchronized Optional<Footer> find(TableFile file) {
    return Optional.ofNullable(footers.get(Version.of(file))).map(footer -> footer.of(file));
  }

  /// Remembers the footer that was read of a file after it was listed as it is there.
  synchronized void put(Footer footer) {
    var version = Version.of(footer.file());
    if (!isSettled(version) || footer.chunkCount() > maxChunks || footers.containsKey(version)) {
      return;
    }
    footers.put(version, footer);
    chunks += footer.chunkCount();
    var eldest = footers.entrySet().iterator();
    while (chunks > maxChunks) {
      chunks -= eldest.next().getValue().chunkCount();
      eldest.remove();
    }
  }

  private boolean isSettled(Version version) {
    if (version.eTag() != null) {
      return true;
    }
    long settled = clock.millis() - SETTLED.toMillis();
    return version.modifiedMillis() > 0 && version.modifiedMillis() < settled;
  }
}

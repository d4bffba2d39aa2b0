package dev.stint.coordinator.demo;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/// The demo's files in a bucket: one CSV of trips per month under `raw/trips/` and `raw/zones.csv`.
/// An object beside them says which rows and seed they were made with; it is written last.
public final class DemoLake {

  public static final String BUCKET = "stint-demo";
  public static final long DEFAULT_ROWS = 1_000_000;
  public static final long DEFAULT_SEED = 20200101;

  private static final String RAW = "s3://" + BUCKET + "/raw/";

  /// To be raised when the generator gives other bytes.
  private static final int VERSION = 1;

  private final ObjectStore store;
  private final long rows;
  private final long seed;

  public DemoLake(ObjectStore store, long rows, long seed) {
    this.store = store;
    this.rows = rows;
    this.seed = seed;
  }

  private String marker() {
    return RAW + "_made-of-%d-rows-seed-%d-version-%d".formatted(rows, seed, VERSION);
  }

  /// Whether exactly these rows are there.
  public boolean isFilled() {
    return store.head(marker()).isPresent();
  }

  /// Replaces what is there. `progress` is told the bytes uploaded, month by month, from several
  /// threads; the sum is the result.
  public long fill(LongConsumer progress) {
    store.delete(store.list(RAW).stream().map(ObjectInfo::path).toList());
    var zones = new Zones();
    store.write(RAW + "zones.csv", zones.csv());
    var generator = new TripGenerator(zones, seed);
    long bytes = 0;
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var months = new ArrayList<Future<Long>>();
      for (var month : DemoMonth.ALL) {
        months.add(threads.submit(() -> upload(generator, month, progress)));
      }
      bytes += sum(months);
    }
    store.write(marker(), new byte[0]);
    return bytes;
  }

  /// Uploads the trips of the first month alone into `folder`, a path with a slash at its end, and
  /// gives the file's path.
  public String uploadFirstMonth(String folder) {
    var month = DemoMonth.ALL.getFirst();
    var path = folder + month.fileName();
    try (var upload = new UploadStream(store, path)) {
      new TripGenerator(new Zones(), seed).write(month, month.rows(rows), upload);
      var _ = upload.complete();
      return path;
    } catch (IOException e) {
      throw StintException.internal("cannot generate trips", e);
    }
  }

  private long upload(TripGenerator generator, DemoMonth month, LongConsumer progress)
      throws IOException {
    try (var upload = new UploadStream(store, RAW + "trips/" + month.fileName())) {
      generator.write(month, month.rows(rows), upload);
      long bytes = upload.complete();
      progress.accept(bytes);
      return bytes;
    }
  }

  private static long sum(List<Future<Long>> months) {
    long sum = 0;
    for (var month : months) {
      try {
        sum += month.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof StintException expected
            ? expected
            : StintException.internal("cannot generate trips", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw StintException.transientFailure("interrupted while generating trips", e);
      }
    }
    return sum;
  }
}

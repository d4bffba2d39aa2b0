package dev.stint.shuffle.hedge;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.hedge.HedgePolicy.Kind;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import dev.stint.shuffle.store.RequestCounts;
import dev.stint.shuffle.store.SweptFiles;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends requests to S3 again that are late, see [Hedging], and takes the first answer; the other
/// request is given up with its connection. Only for objects that are written once, always with the
/// same bytes.
///
/// Hedged are ranges until their first byte comes, whole objects written, and parts of uploads
/// where their ETags are made of their content. Never hedged are conditional creations, ends of
/// uploads, listings, and files. A write gives back its bytes when no request reads them any more,
/// so it returns only when the other request has ended.
///
/// Each second request goes through `store` as any other, where it may be counted; `counts` gets
/// their number. Closing it leaves `store` open.
public final class HedgingObjectStore implements ObjectStore {

  private final ObjectStore store;
  private final Hedging hedging;
  private final RequestCounts counts;

  public HedgingObjectStore(ObjectStore store, Hedging hedging, RequestCounts counts) {
    this.store = store;
    this.hedging = hedging;
    this.counts = counts;
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    if (!isInS3(path)) {
      return store.open(path, eTag, offset, length);
    }
    var race =
        new Race<ExactInputStream>(
            () -> store.open(path, eTag, offset, length), ExactInputStream::close);
    return run(race, path, Kind.READ, length);
  }

  @Override
  public void write(String path, byte[] bytes) {
    if (!isInS3(path)) {
      store.write(path, bytes);
      return;
    }
    var _ =
        runWrite(
            path,
            bytes.length,
            () -> {
              store.write(path, bytes);
              return path;
            });
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    Supplier<String> request = () -> store.uploadPart(path, uploadId, number, bytes, length);
    if (!isInS3(path)) {
      return request.get();
    }
    if (hedging.partETags().areByContent(path)) {
      return runWrite(path, length, request);
    }
    String eTag = request.get();
    hedging.partETags().learn(path, bytes, length, eTag);
    return eTag;
  }

  private <T> T runWrite(String path, long bytes, Supplier<T> request) {
    Consumer<T> discard = _ -> {};
    var race = new Race<T>(request, discard);
    try {
      return run(race, path, Kind.WRITE, bytes);
    } finally {
      race.awaitEnd();
    }
  }

  private <T> T run(Race<T> race, String path, Kind kind, long bytes) {
    try {
      return hedging.run(race, kind, bytes, counts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted while waiting for " + path, e);
    } finally {
      race.end();
    }
  }

  private static boolean isInS3(String path) {
    return ObjectPath.parse(path).scheme() == ObjectPath.Scheme.S3;
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return store.head(path);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    return store.createIfAbsent(path, bytes);
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public void delete(Collection<String> paths) {
    store.delete(paths);
  }

  @Override
  public String startUpload(String path) {
    return store.startUpload(path);
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    store.completeUpload(path, uploadId, partETags);
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    store.abortUpload(path, uploadId);
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    return store.listUploads(prefix);
  }

  @Override
  public List<String> folders(String folder) {
    return store.folders(folder);
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return store.deleteIfUnchanged(seen);
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    return store.uploadedBytes(upload);
  }

  @Override
  public SweptFiles sweepTemporary(String prefix, Instant before) {
    return store.sweepTemporary(prefix, before);
  }

  @Override
  public void close() {}
}

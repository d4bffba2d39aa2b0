package dev.stint.shuffle.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts the requests that go to another store, successful or not, and the tries that did not get
/// through. Deletes and aborts cost nothing and are not counted. Closing it leaves the other store
/// open, since many of these share one.
public final class CountingObjectStore implements ObjectStore {

  private static final int LIST_PAGE = 1000;

  private final ObjectStore store;
  private final RequestCounts counts;

  public CountingObjectStore(ObjectStore store, RequestCounts counts) {
    this.store = store;
    this.counts = counts;
  }

  public RequestCounts counts() {
    return counts;
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    counts.gets.increment();
    return counts.asCaller().call(() -> store.head(path));
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    counts.gets.increment();
    counts.readBytes.add(length);
    return counts.asCaller().call(() -> store.open(path, eTag, offset, length));
  }

  @Override
  public void write(String path, byte[] bytes) {
    countWrite(bytes.length);
    counts.asCaller().run(() -> store.write(path, bytes));
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    countWrite(bytes.length);
    return counts.asCaller().call(() -> store.createIfAbsent(path, bytes));
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return countListed(() -> store.list(prefix));
  }

  @Override
  public List<String> folders(String folder) {
    return countListed(() -> store.folders(folder));
  }

  @Override
  public void delete(Collection<String> paths) {
    counts.asCaller().run(() -> store.delete(paths));
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return counts.asCaller().call(() -> store.deleteIfUnchanged(seen));
  }

  @Override
  public String startUpload(String path) {
    counts.puts.increment();
    return counts.asCaller().call(() -> store.startUpload(path));
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    countWrite(length);
    return counts.asCaller().call(() -> store.uploadPart(path, uploadId, number, bytes, length));
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    counts.puts.increment();
    counts.asCaller().run(() -> store.completeUpload(path, uploadId, partETags));
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    counts.asCaller().run(() -> store.abortUpload(path, uploadId));
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    return countListed(() -> store.listUploads(prefix));
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    counts.lists.increment();
    return counts.asCaller().call(() -> store.uploadedBytes(upload));
  }

  @Override
  public SweptFiles sweepTemporary(String prefix, Instant before) {
    return counts.asCaller().call(() -> store.sweepTemporary(prefix, before));
  }

  @Override
  public int requestsAtOnce() {
    return store.requestsAtOnce();
  }

  @Override
  public void close() {}

  private void countWrite(long bytes) {
    counts.puts.increment();
    counts.writtenBytes.add(bytes);
  }

  private <T> List<T> countListed(Supplier<List<T>> request) {
    var listed = counts.asCaller().call(request::get);
    counts.lists.add(Math.max(1, Math.ceilDiv(listed.size(), LIST_PAGE)));
    return listed;
  }
}

package dev.stint.shuffle.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Counts the requests that go to another store, successful or not. Deletes and aborts cost nothing
/// and are not counted. Closing it leaves the other store open, since many of these share one.
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
    return store.head(path);
  }

  @Override
  public ExactInputStream open(String path, long offset, long length) {
    counts.gets.increment();
    counts.readBytes.add(length);
    return store.open(path, offset, length);
  }

  @Override
  public void write(String path, byte[] bytes) {
    countWrite(bytes.length);
    store.write(path, bytes);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    countWrite(bytes.length);
    return store.createIfAbsent(path, bytes);
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return countListed(store.list(prefix));
  }

  @Override
  public void delete(Collection<String> paths) {
    store.delete(paths);
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return store.deleteIfUnchanged(seen);
  }

  @Override
  public String startUpload(String path) {
    counts.puts.increment();
    return store.startUpload(path);
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    countWrite(length);
    return store.uploadPart(path, uploadId, number, bytes, length);
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    counts.puts.increment();
    store.completeUpload(path, uploadId, partETags);
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    store.abortUpload(path, uploadId);
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    return countListed(store.listUploads(prefix));
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    counts.lists.increment();
    return store.uploadedBytes(upload);
  }

  @Override
  public SweptFiles sweepTemporary(String prefix, Instant before) {
    return store.sweepTemporary(prefix, before);
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

  private <T> List<T> countListed(List<T> listed) {
    counts.lists.add(Math.max(1, Math.ceilDiv(listed.size(), LIST_PAGE)));
    return listed;
  }
}

package dev.stint.shuffle.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Another store, of which a subclass takes some requests in hand. Closing it closes nothing.
public abstract class ForwardingObjectStore implements ObjectStore {

  protected final ObjectStore store;

  protected ForwardingObjectStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return store.head(path);
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    return store.open(path, eTag, offset, length);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    return store.createIfAbsent(path, bytes);
  }

  @Override
  public void write(String path, byte[] bytes) {
    store.write(path, bytes);
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
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    return store.uploadPart(path, uploadId, number, bytes, length);
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
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return store.deleteIfUnchanged(seen);
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    return store.uploadedBytes(upload);
  }

  @Override
  public List<String> folders(String folder) {
    return store.folders(folder);
  }

  @Override
  public SweptFiles sweepTemporary(String prefix, Instant before) {
    return store.sweepTemporary(prefix, before);
  }

  @Override
  public void close() {}
}

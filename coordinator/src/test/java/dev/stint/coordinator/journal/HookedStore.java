package dev.stint.coordinator.journal;

import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Another store, but for entries of journals, whose creation a test takes in hand.
public final class HookedStore implements ObjectStore {

  /// Creates an entry by calling `creation`, or does not.
  @FunctionalInterface
  public interface Hook {
    boolean create(String path, BooleanSupplier creation);
  }

  private final ObjectStore store;
  private final Hook hook;

  public HookedStore(ObjectStore store, Hook hook) {
    this.store = store;
    this.hook = hook;
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    return hook.create(path, () -> store.createIfAbsent(path, bytes));
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return store.head(path);
  }

  @Override
  public ExactInputStream open(String path, long offset, long length) {
    return store.open(path, offset, length);
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
  public void close() {}
}

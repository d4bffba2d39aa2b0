package dev.stint.tests.benchmark;

import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A store in which journals cost nothing: no entry is ever there, and each is taken for written.
record FreeJournal(ObjectStore store) implements ObjectStore {

  private static boolean isEntry(String path) {
    return path.contains("/journal/");
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return isEntry(path) ? Optional.empty() : store.head(path);
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
  public boolean createIfAbsent(String path, byte[] bytes) {
    return isEntry(path) || store.createIfAbsent(path, bytes);
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public List<String> folders(String folder) {
    return store.folders(folder);
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
  public long uploadedBytes(PendingUpload upload) {
    return store.uploadedBytes(upload);
  }

  @Override
  public void close() {}
}

package dev.stint.shuffle.store;

import dev.stint.shuffle.store.ObjectPath.Scheme;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sends each request to the store of its path's scheme. The store for S3 is opened by the first
/// path that needs it: a run over files alone loads none of it.
public final class RoutingObjectStore implements ObjectStore {

  private final Map<Scheme, Supplier<? extends ObjectStore>> openers = new EnumMap<>(Scheme.class);
  private final Map<Scheme, ObjectStore> opened = new EnumMap<>(Scheme.class);

  public RoutingObjectStore(
      Supplier<? extends ObjectStore> files, Supplier<? extends ObjectStore> s3) {
    openers.put(Scheme.FILE, files);
    openers.put(Scheme.S3, s3);
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return store(path).head(path);
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    return store(path).open(path, eTag, offset, length);
  }

  @Override
  public void write(String path, byte[] bytes) {
    store(path).write(path, bytes);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    return store(path).createIfAbsent(path, bytes);
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return storeOfPrefix(prefix).list(prefix);
  }

  @Override
  public List<String> folders(String folder) {
    return storeOfPrefix(folder).folders(folder);
  }

  @Override
  public void delete(Collection<String> paths) {
    paths.stream()
        .collect(Collectors.groupingBy(path -> ObjectPath.parse(path).scheme()))
        .forEach((scheme, group) -> store(scheme).delete(group));
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return store(seen.path()).deleteIfUnchanged(seen);
  }

  @Override
  public String startUpload(String path) {
    return store(path).startUpload(path);
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    return store(path).uploadPart(path, uploadId, number, bytes, length);
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    store(path).completeUpload(path, uploadId, partETags);
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    store(path).abortUpload(path, uploadId);
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    return storeOfPrefix(prefix).listUploads(prefix);
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    return store(upload.path()).uploadedBytes(upload);
  }

  @Override
  public SweptFiles sweepTemporary(String prefix, Instant before) {
    return storeOfPrefix(prefix).sweepTemporary(prefix, before);
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(ObjectStore::close);
    opened.clear();
  }

  private ObjectStore store(String path) {
    return store(ObjectPath.parse(path).scheme());
  }

  private ObjectStore storeOfPrefix(String prefix) {
    return store(ObjectPath.parsePrefix(prefix).scheme());
  }

  private synchronized ObjectStore store(Scheme scheme) {
    return opened.computeIfAbsent(scheme, this::openStore);
  }

  private ObjectStore openStore(Scheme scheme) {
    Supplier<? extends ObjectStore> opener = openers.get(scheme);
    if (opener == null) {
      throw new IllegalStateException("no store for " + scheme);
    }
    return opener.get();
  }
}

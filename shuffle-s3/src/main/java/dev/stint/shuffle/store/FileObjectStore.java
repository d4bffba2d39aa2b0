package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Files of the local file system as objects, for many threads and processes. Folders come with
/// their first file and mean nothing by themselves.
///
/// Objects appear whole: they are written under [FileStaging#FOLDER], which listings hide, and then
/// moved or linked into place.
public final class FileObjectStore implements ObjectStore {

  private final FileUploads uploads = new FileUploads();

  @Override
  public Optional<ObjectInfo> head(String path) {
    Path file = file(path);
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(info(file, attributes)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (isBelowFile(e)) {
        return Optional.empty();
      }
      throw FileFailures.of("look at", path, e);
    }
  }

  @Override
  public ExactInputStream open(String path, long offset, long length) {
    FileChannel channel = channel(path, offset, length);
    InputStream source = Channels.newInputStream(channel);
    return new ExactInputStream(path, offset, length, source, _ -> channel.close());
  }

  @Override
  public void write(String path, byte[] bytes) {
    Path file = file(path);
    try {
      Path temporary = FileStaging.writeTemporary(file, bytes, bytes.length);
      FileStaging.publish(temporary, file);
    } catch (IOException e) {
      throw FileFailures.of("write", path, e);
    }
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    Path file = file(path);
    try {
      Path temporary = FileStaging.writeTemporary(file, bytes, bytes.length);
      try {
        Files.createLink(file, temporary);
        return true;
      } finally {
        FileStaging.deleteTemporary(temporary);
      }
    } catch (FileAlreadyExistsException e) {
      if (file.toString().equals(e.getFile()) && Files.isRegularFile(file)) {
        return holds(path, file, bytes);
      }
      throw FileFailures.of("create", path, e);
    } catch (UnsupportedOperationException e) {
      throw StintException.user(
          "cannot create %s: its file system has no hard links; choose another folder"
              .formatted(path),
          e);
    } catch (IOException e) {
      throw FileFailures.of("create", path, e);
    }
  }

  private static boolean holds(String path, Path file, byte[] bytes) {
    try {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (NoSuchFileException e) {
      throw StintException.transientFailure(
          "cannot create %s: it was there, and was deleted meanwhile".formatted(path), e);
    } catch (IOException e) {
      throw FileFailures.of("read", path, e);
    }
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    Path start = FileListing.folderOf(ObjectPath.parsePrefix(prefix));
    var listing = new FileListing(prefix);
    try {
      Files.walkFileTree(
          start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
    } catch (IOException e) {
      throw FileFailures.of("list", prefix, e);
    }
    return listing.objects();
  }

  @Override
  public List<String> folders(String folder) {
    Path start = FileListing.folderOf(ObjectPath.parseFolder(folder));
    try (Stream<Path> entries = Files.list(start)) {
      return entries
          .filter(FileObjectStore::holdsObjects)
          .map(entry -> start.relativize(entry).toString())
          .sorted(ObjectPath.UTF8_ORDER)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (IOException e) {
      throw FileFailures.of("list", folder, e);
    } catch (UncheckedIOException e) {
      throw FileFailures.of("list", folder, Objects.requireNonNull(e.getCause()));
    }
  }

  /// Whether there is an object somewhere in a folder: it ends at the first.
  private static boolean holdsObjects(Path folder) {
    if (!Files.isDirectory(folder) || folder.endsWith(FileStaging.FOLDER)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(entry -> Files.isRegularFile(entry) || holdsObjects(entry));
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(Collection<String> paths) {
    List<Path> files = paths.stream().map(FileObjectStore::file).toList();
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        if (!isBelowFile(e)) {
          throw FileFailures.of("delete", path(file), e);
        }
      }
    }
    FileStaging.deleteEmptyFolders(files);
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    Path file = file(seen.path());
    try {
      return FileStaging.deleteIf(file, found -> isUnchanged(found, seen));
    } catch (IOException e) {
      throw FileFailures.of("delete", seen.path(), e);
    }
  }

  private static boolean isUnchanged(Path file, ObjectInfo seen) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() && info(file, attributes).eTag().equals(seen.eTag());
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  @Override
  public String startUpload(String path) {
    Path file = file(path);
    try {
      return uploads.start(file);
    } catch (IOException e) {
      throw FileFailures.of("start an upload to", path, e);
    }
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    Path file = file(path);
    try {
      return uploads.put(file, uploadId, number, bytes, length);
    } catch (IOException e) {
      throw FileFailures.of("upload part " + number + " of", path, e);
    }
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    Path file = file(path);
    try {
      uploads.complete(file, uploadId, partETags);
    } catch (IOException e) {
      throw FileFailures.of("complete the upload to", path, e);
    }
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    Path file = file(path);
    try {
      uploads.abort(file, uploadId);
    } catch (IOException e) {
      throw FileFailures.of("abort the upload to", path, e);
    }
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    Path start = FileListing.folderOf(ObjectPath.parsePrefix(prefix));
    try {
      return uploads.list(start, prefix);
    } catch (IOException e) {
      throw FileFailures.of("list uploads under", prefix, e);
    }
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    Path file = file(upload.path());
    try {
      return uploads.bytes(file, upload.uploadId());
    } catch (IOException e) {
      throw FileFailures.of("look at the upload to", upload.path(), e);
    }
  }

  /// Files that a killed process was writing, and what killed aborts have left of uploads.
  @Override
  public SweptFiles sweepTemporary(String prefix, Instant before) {
    Path start = FileListing.folderOf(ObjectPath.parsePrefix(prefix));
    try {
      return uploads.sweep(start, before);
    } catch (IOException e) {
      throw FileFailures.of("sweep", prefix, e);
    }
  }

  @Override
  public void close() {}

  static String path(Path file) {
    return "file://" + file;
  }

  static ObjectInfo info(Path file, BasicFileAttributes attributes) {
    long micros = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    String eTag = Long.toHexString(micros) + "-" + Long.toHexString(attributes.size());
    return new ObjectInfo(
        path(file), attributes.size(), eTag, attributes.lastModifiedTime().toInstant());
  }

  private static FileChannel channel(String path, long offset, long length) {
    Path file = file(path);
    if (Files.isDirectory(file)) {
      // Some file systems open it and fail later.
      throw StintException.user("cannot read %s: it is a folder".formatted(path));
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        refuseBeyondEnd(path, offset, length, channel.size());
        return channel.position(offset);
      } catch (IOException | StintException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileFailures.of("read", path, e);
    }
  }

  private static void refuseBeyondEnd(String path, long offset, long length, long size) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(path + ": " + length + " bytes from " + offset);
    }
    if (length > size - offset) {
      throw StintException.user(
          ("%s has %d bytes, too few to read %d from %d: it was replaced or cut off since it was"
                  + " listed")
              .formatted(path, size, length, offset));
    }
  }

  /// Whether a path leads through a file as if it were a folder: there is nothing there.
  private static boolean isBelowFile(IOException e) {
    return e instanceof NotDirectoryException
        || String.valueOf(e.getMessage()).contains("Not a directory");
  }

  private static Path file(String path) {
    ObjectPath parsed = ObjectPath.parse(path);
    if (parsed.scheme() != ObjectPath.Scheme.FILE) {
      throw StintException.user(path + " is not a file: only file:// paths are stored here");
    }
    if (("/" + parsed.key()).contains("/" + FileStaging.FOLDER + "/")) {
      throw StintException.user(
          "%s lies in %s, which is Stint's own".formatted(path, FileStaging.FOLDER));
    }
    try {
      return Path.of("/" + parsed.key());
    } catch (InvalidPathException e) {
      throw StintException.user("%s: %s".formatted(path, e.getMessage()), e);
    }
  }
}

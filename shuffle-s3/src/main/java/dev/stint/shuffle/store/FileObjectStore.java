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
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files of the local file system as objects, for many threads and processes. Folders come with
/// their first file and mean nothing by themselves.
///
/// Objects appear whole: they are written under names that listings hide ([FileStaging]), and then
/// moved or linked into place.
public final class FileObjectStore implements ObjectStore {

  private final FileUploads uploads = new FileUploads();

  @Override
  public Optional<ObjectInfo> head(String path) {
    Path file = StoredFile.file(path);
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(StoredFile.info(file, attributes))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (StoredFile.isBelowFile(e)) {
        return Optional.empty();
      }
      throw FileFailures.of("look at", path, e);
    }
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    if (eTag != null) {
      requireVersion(path, eTag);
    }
    FileChannel channel = StoredFile.channel(path, offset, length);
    InputStream source = Channels.newInputStream(channel);
    return new ExactInputStream(path, offset, length, source, _ -> channel.close());
  }

  private void requireVersion(String path, String eTag) {
    var info = head(path);
    if (info.isPresent() && !info.get().eTag().equals(eTag)) {
      throw ObjectStore.replaced(path, null);
    }
  }

  @Override
  public void write(String path, byte[] bytes) {
    Path file = StoredFile.file(path);
    try {
      Path temporary = FileStaging.writeTemporary(file, bytes);
      try {
        FileStaging.move(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw FileFailures.of("write", path, e);
    }
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    Path file = StoredFile.file(path);
    try {
      Path temporary = FileStaging.writeTemporary(file, bytes);
      try {
        Files.createLink(file, temporary);
        return true;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (FileAlreadyExistsException e) {
      if (file.toString().equals(e.getFile()) && Files.isRegularFile(file)) {
        return StoredFile.holds(path, file, bytes);
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
          .filter(entry -> !FileStaging.isStaged(entry.getFileName()) && holdsObjects(entry))
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
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !FileStaging.isStaged(entry.getFileName()))
          .anyMatch(entry -> Files.isRegularFile(entry) || holdsObjects(entry));
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(Collection<String> paths) {
    List<Path> files = paths.stream().map(StoredFile::file).toList();
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        if (!StoredFile.isBelowFile(e)) {
          throw FileFailures.of("delete", StoredFile.path(file), e);
        }
      }
    }
    FileStaging.deleteEmptyFolders(files);
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    Path file = StoredFile.file(seen.path());
    try {
      return FileStaging.deleteIf(file, found -> isUnchanged(found, seen));
    } catch (IOException e) {
      throw FileFailures.of("delete", seen.path(), e);
    }
  }

  private static boolean isUnchanged(Path file, ObjectInfo seen) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          && StoredFile.info(file, attributes).eTag().equals(seen.eTag());
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  @Override
  public String startUpload(String path) {
    Path file = StoredFile.file(path);
    try {
      return uploads.start(file);
    } catch (IOException e) {
      throw FileFailures.of("start an upload to", path, e);
    }
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    Path file = StoredFile.file(path);
    try {
      return uploads.put(file, uploadId, number, bytes, length);
    } catch (IOException e) {
      throw FileFailures.of("upload part " + number + " of", path, e);
    }
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    Path file = StoredFile.file(path);
    try {
      uploads.complete(file, uploadId, partETags);
    } catch (IOException e) {
      throw FileFailures.of("complete the upload to", path, e);
    }
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    Path file = StoredFile.file(path);
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
    Path file = StoredFile.file(upload.path());
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
}

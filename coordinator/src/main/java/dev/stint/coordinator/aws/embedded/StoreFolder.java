package dev.stint.coordinator.aws.embedded;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/// The folder in which an embedded S3 server keeps its objects, locked against a second server by
/// the file `.stint-lock` in it.
final class StoreFolder implements AutoCloseable {

  private static final String LOCK_NAME = ".stint-lock";

  private final Path path;
  private final FileChannel lock;
  private final boolean isTemporary;

  /// Deletes a temporary folder also when the JVM is told to end.
  private final Thread shutdownHook = new Thread(this::deleteIfTemporary, "delete-objects");

  private StoreFolder(Path path, FileChannel lock, boolean isTemporary) {
    this.path = path;
    this.lock = lock;
    this.isTemporary = isTemporary;
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  static StoreFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      return new StoreFolder(path, lock(path), false);
    } catch (AccessDeniedException e) {
      throw StintException.user(
          "cannot keep objects in %s: permission denied; check the owner and mode of %s, or choose another folder"
              .formatted(path, e.getFile()),
          e);
    } catch (IOException e) {
      throw StintException.user("cannot keep objects in " + path + ": " + e, e);
    }
  }

  static StoreFolder temporary() {
    Path path = TemporaryFolder.create("stint-s3-").path();
    try {
      return new StoreFolder(path, lock(path), true);
    } catch (IOException e) {
      throw StintException.user("cannot keep objects in " + path + ": " + e, e);
    }
  }

  Path path() {
    return path;
  }

  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve(LOCK_NAME);
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // Before it is locked: whoever closes a file gives back all that his process has locked of
      // it,
      // and so does this behind our back.
      requireAttributes(file);
      if (channel.tryLock() == null) {
        throw taken(path);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw taken(path);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static StintException taken(Path path) {
    return StintException.user(
        "another Stint serves the objects in %s; wait until it ends, or choose another folder"
            .formatted(path));
  }

  private static void requireAttributes(Path file) {
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    try {
      if (view != null) {
        view.write("stint", ByteBuffer.wrap("1".getBytes(StandardCharsets.US_ASCII)));
        return;
      }
    } catch (IOException e) {
      throw attributesMissing(file, e);
    }
    throw attributesMissing(file, new IOException("no such attributes"));
  }

  private static StintException attributesMissing(Path file, IOException cause) {
    return StintException.user(
        "the file system of %s has no extended attributes, which hold objects' ETags (%s);"
                .formatted(file.getParent(), cause.getMessage())
            + " choose a folder on another file system",
        cause);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw StintException.internal("cannot give back " + path + ": " + e, e);
    }
    deleteIfTemporary();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook finds nothing left to do.
      return;
    }
  }

  private void deleteIfTemporary() {
    if (isTemporary) {
      new TemporaryFolder(path).close();
    }
  }
}

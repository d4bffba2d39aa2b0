package dev.stint.tests.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on loopback that answers every request with one archive, of a JDK whose `java` prints
/// what it is called with.
final class JdkMirror implements AutoCloseable {

  private final byte[] archive;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /// `release` is the text of the JDK's file of that name.
  JdkMirror(Path folder, String release) {
    try {
      this.archive = archive(folder, release);
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().getRawPath());
          exchange.sendResponseHeaders(200, archive.length);
          try (var body = exchange.getResponseBody()) {
            body.write(archive);
          }
        });
    server.start();
  }

  private static byte[] archive(Path folder, String release) throws IOException {
    var jdk = Files.createDirectories(folder.resolve("jdk-25/bin")).getParent();
    Files.writeString(jdk.resolve("release"), release);
    for (var tool : List.of("java", "javac")) {
      var file = jdk.resolve("bin").resolve(tool);
      Files.writeString(file, "#!/bin/sh\necho \"a fetched %s: $*\"\n".formatted(tool));
      if (!file.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + file + " executable");
      }
    }
    var packed = folder.resolve("jdk.tar.gz");
    try {
      var tar =
          new ProcessBuilder("tar", "-C", folder.toString(), "-czf", packed.toString(), "jdk-25")
              .start();
      if (tar.waitFor() != 0) {
        throw new IOException("tar failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return Files.readAllBytes(packed);
  }

  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

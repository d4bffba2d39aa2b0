package dev.stint.coordinator.deploy;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The code of a function, kept in the work bucket under what it consists of.
record Code(byte[] zip, String key) {

  static Code of(Path file) {
    try {
      return of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw StintException.user("cannot read the functions' code " + file + ": " + e, e);
    }
  }

  static Code of(byte[] zip) {
    return new Code(zip, "code/" + sha256(zip) + ".zip");
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /// Says whether it had to be uploaded.
  boolean upload(ObjectStore store, String bucket) {
    var path = "s3://" + bucket + "/" + key;
    if (store.head(path).filter(found -> found.bytes() == zip.length).isPresent()) {
      return false;
    }
    store.write(path, zip);
    return true;
  }
}

package dev.stint.coordinator.session;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;

/// Hadoop's configuration: without the XML files of a Hadoop installation, and quick to make.
final class HadoopSettings {

  private HadoopSettings() {}

  static Configuration of(S3Settings s3) {
    HadoopProcess.login();
    var configuration = new Configuration(false);
    // Not when the process ends: a run that is being cancelled still needs its files.
    configuration.setBoolean("fs.automatic.close", false);
    s3.hadoopProperties().forEach(configuration::set);
    return configuration;
  }

  /// Closes what Hadoop keeps open for this user. The embedded S3 server, when it is stopped, waits
  /// for connections that nobody closed.
  static void closeFileSystems() {
    try {
      FileSystem.closeAllForUGI(UserGroupInformation.getLoginUser());
    } catch (IOException e) {
      throw StintException.internal("cannot close Hadoop's file systems: " + e.getMessage(), e);
    }
  }
}

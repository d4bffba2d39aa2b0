package dev.stint.coordinator.session;

import dev.stint.config.store.S3Settings;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;

/// Hadoop's configuration: without the XML files of a Hadoop installation, and quick to make.
final class HadoopSettings {

  private HadoopSettings() {}

  static Configuration of(S3Settings s3) {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    var configuration = new Configuration(false);
    // Not when the process ends: a run that is being cancelled still needs its files.
    configuration.setBoolean("fs.automatic.close", false);
    s3.hadoopProperties().forEach(configuration::set);
    return configuration;
  }
}

package dev.stint.coordinator.session;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.security.GroupMappingServiceProvider;
import org.apache.hadoop.security.NullGroupsMapping;
import org.apache.hadoop.security.UserGroupInformation;

/// What Hadoop has once in a process: who its user is. Left to itself it reads its default settings
/// from XML, asks the operating system for the user and, by a process, for the user's groups, and
/// looks for settings of its metrics.
final class HadoopProcess {

  static {
    System.setProperty("hadoop.metrics.init.mode", "STANDBY");
    var settings = new Configuration(false);
    settings.setClass(
        CommonConfigurationKeys.HADOOP_SECURITY_GROUP_MAPPING,
        NullGroupsMapping.class,
        GroupMappingServiceProvider.class);
    UserGroupInformation.setConfiguration(settings);
  }

  private HadoopProcess() {}

  /// Makes a user of Stint's own the one that opens file systems from here on: containers may have
  /// one without a name, with whom Hadoop refuses to start.
  static void login() {
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
  }
}

package dev.stint.coordinator.session;

import dev.stint.coordinator.aws.AwsSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A deployment on AWS as runs see it: the functions by their memory in megabytes, each by the ARN
/// of one of its versions, how many of them may run at once and each for how long, and where runs
/// have their logs and temporary objects, without a slash at the end.
public record AwsTarget(
    AwsSettings aws,
    String workPath,
    SortedMap<Integer, String> functions,
    int concurrency,
    Duration functionTimeout) {

  public AwsTarget {
    functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
  }
}

/// What AWS is on a laptop: an S3 server in this process, and Lambda's APIs with functions as local
/// processes.
@NullMarked
package dev.stint.coordinator.aws.embedded;

import org.jspecify.annotations.NullMarked;

/// Triggers on AWS: EventBridge sends, SQS keeps, Lambda starts.
@NullMarked
package dev.stint.coordinator.aws.trigger;

import org.jspecify.annotations.NullMarked;

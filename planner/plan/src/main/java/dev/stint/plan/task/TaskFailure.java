package dev.stint.plan.task;

import dev.stint.plan.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/// Why an attempt failed: the message for the user, and for `--debug` the stack trace.
public record TaskFailure(FailureKind kind, String message, @Nullable String stackTrace) {}

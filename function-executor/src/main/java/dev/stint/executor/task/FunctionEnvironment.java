package dev.stint.executor.task;

import dev.stint.shuffle.store.ObjectStore;
import org.apache.hadoop.conf.Configuration;

/// What a function keeps from attempt to attempt: `store` for exchanges and outputs, `hadoop` to
/// open table files. Both are closed, if at all, by whoever made them.
public record FunctionEnvironment(ObjectStore store, Configuration hadoop) {}

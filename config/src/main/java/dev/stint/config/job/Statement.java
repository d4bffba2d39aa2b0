package dev.stint.config.job;

import org.jspecify.annotations.Nullable;

/// A query of a job. Later statements may read it under its `name`: the files it wrote if it has an
/// `output`, its rows as a view if it has none. The last statement without output is the result.
public record Statement(@Nullable String name, String sql, @Nullable Output output) {}

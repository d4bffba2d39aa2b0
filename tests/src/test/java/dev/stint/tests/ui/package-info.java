/// Pages of runs in a real browser: Debian's Chromium, driven over recorded logs of real runs (see
/// [RecordedRuns]) and one of 100,000 tasks that the scheduler makes with functions on paper (see
/// [ManyTasks]).
@NullMarked
package dev.stint.tests.ui;

import org.jspecify.annotations.NullMarked;

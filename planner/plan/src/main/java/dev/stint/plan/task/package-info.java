/// What travels between coordinator and function: task requests, responses and the segments they
/// name.
@NullMarked
package dev.stint.plan.task;

import org.jspecify.annotations.NullMarked;

/// The coordinator function: takes what triggers and its own earlier lives send, and runs jobs
/// within the time that Lambda gives.
@NullMarked
package dev.stint.coordinator.handler;

import org.jspecify.annotations.NullMarked;

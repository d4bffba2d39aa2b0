/// A simulated AWS in virtual time. One seed is one world: every latency, fault and death in it is
/// drawn from that seed, and nothing reads a real clock. All of it runs on one thread.
@NullMarked
package dev.stint.tests.simulation;

import org.jspecify.annotations.NullMarked;

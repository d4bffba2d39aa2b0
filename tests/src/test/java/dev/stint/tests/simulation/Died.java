package dev.stint.tests.simulation;

/// Thrown out of the request in which an actor dies. An error, so that no code under test takes it
/// for something that it could handle.
final class Died extends Error {

  private static final long serialVersionUID = 1;

  Died(String name) {
    super(name + " died", null, false, false);
  }
}

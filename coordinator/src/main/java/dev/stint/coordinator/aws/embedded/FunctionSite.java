package dev.stint.coordinator.aws.embedded;

import java.util.concurrent.ScheduledExecutorService;

/// What the functions of one endpoint share: the host and port of the Runtime API, the folder in
/// which each process gets one of its own, the Java option that names the native library of the
/// runtime interface client, and the thread that watches deadlines.
record FunctionSite(
    String runtimeApi,
    TemporaryFolder folder,
    String libraryOption,
    ScheduledExecutorService timer) {}

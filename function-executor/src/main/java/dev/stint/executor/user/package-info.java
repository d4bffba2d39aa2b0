/// Code of users: its jars, its class loaders, and its values.
@NullMarked
package dev.stint.executor.user;

import org.jspecify.annotations.NullMarked;

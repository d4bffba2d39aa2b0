/// What a deployment on AWS consists of: its names, parameters, outputs, defaults, and what its
/// functions may touch. Shared by the templates, by what deploys them and by what runs in them.
@NullMarked
package dev.stint.config.deploy;

import org.jspecify.annotations.NullMarked;

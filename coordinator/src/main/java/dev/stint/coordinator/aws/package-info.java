/// Functions on AWS Lambda, or on what speaks its API.
@NullMarked
package dev.stint.coordinator.aws;

import org.jspecify.annotations.NullMarked;

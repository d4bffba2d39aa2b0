/// The CloudFormation templates of a deployment.
@NullMarked
package dev.stint.infra;

import org.jspecify.annotations.NullMarked;

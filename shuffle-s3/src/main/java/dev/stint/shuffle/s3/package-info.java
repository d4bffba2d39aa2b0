/// S3 behind the object-store port: the only place of this module that knows the AWS SDK.
@NullMarked
package dev.stint.shuffle.s3;

import org.jspecify.annotations.NullMarked;

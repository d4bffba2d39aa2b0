/// What a bucket holds, by the keys that S3 knows.
@NullMarked
package dev.stint.sql.catalog.s3;

import org.jspecify.annotations.NullMarked;

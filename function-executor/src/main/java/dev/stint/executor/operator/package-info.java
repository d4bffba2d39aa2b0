/// What every operator has in common: the contract, and what the operators of one attempt share.
@NullMarked
package dev.stint.executor.operator;

import org.jspecify.annotations.NullMarked;

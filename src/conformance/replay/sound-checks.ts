/** Checks that judge an answer by itself, without a contract. */
import { bodyComplete } from '../checks/body-complete.ts';
import { byteOrderMark } from '../checks/byte-order-mark.ts';
import { contentEncoding } from '../checks/content-encoding.ts';
import { contentLength } from '../checks/content-length.ts';
import { duplicateMembers } from '../checks/duplicate-members.ts';
import { utf8 } from '../checks/utf8.ts';

/** Their list. */
export const soundChecks = [bodyComplete, contentLength, contentEncoding, utf8, byteOrderMark, duplicateMembers];

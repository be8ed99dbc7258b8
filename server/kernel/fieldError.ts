/** What is wrong with one field; the message is a key of `server/kernel/texts`. */
export interface FieldError {
  field: string;
  message: string;
}

/** Text a person typed: paragraphs at empty lines, line breaks kept, nothing else interpreted. */
export const Prose = ({ text }: { text: string }) => (
  <div class="sq-prose">
    {text
      .split(/\n{2,}/)
      .filter((p) => p.trim() !== '')
      .map((paragraph) => (
        <p>
          {paragraph.split('\n').map((line, i) => (
            <>
              {i > 0 ? <br /> : null}
              {line}
            </>
          ))}
        </p>
      ))}
  </div>
);

/** A long grade or title, which may break before 或, 至 and an opening bracket, and nowhere else if it fits. */
export const Phrase = ({ text }: { text: string }) => (
  <span class="sq-phrase">
    {text.split(/(?=[或至（(])/).map((part, i) => (
      <>
        {i > 0 ? <wbr /> : null}
        {part}
      </>
    ))}
  </span>
);

/** Words one after another, each held together: `10-臺北市、23-新北市` breaks between the two only. */
export const Whole = ({ parts }: { parts: readonly string[] }) => (
  <>
    {parts.map((part, i) => (
      <>
        {i > 0 ? <wbr /> : null}
        <span class="sq-nowrap">{i < parts.length - 1 ? `${part}、` : part}</span>
      </>
    ))}
  </>
);

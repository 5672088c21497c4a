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
